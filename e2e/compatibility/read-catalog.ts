import type { ClientBase } from 'pg'

export interface Column {
  /** As `format_type` shows it, such as `character varying(40)`, with a collation that is not that of the type. */
  readonly type: string
  readonly isRequired: boolean
  /** Whether an insert may leave the column out: a default, an identity, or a generated value. */
  readonly hasDefault: boolean
  /** Whether only the database may set it. */
  readonly isGenerated: boolean
  /** Whether it is of a view, for which Postgres does not know `isRequired`. */
  readonly isOfView: boolean
}

export interface Constraint {
  readonly table: string
  readonly kind: 'check' | 'foreign key' | 'unique' | 'exclusion'
  /** As Postgres shows it, such as `CHECK ((likes_count >= 0))`. */
  readonly definition: string
  /** Columns that it reads, sorted. */
  readonly columns: readonly string[]
  /** Whether null values count as equal. */
  readonly nullsAreEqual: boolean
}

/** The parts that the SQL of a service depends on, in the schemas of the application. */
export interface Catalog {
  /** Tables and views by name; those in other schemas than `public` as `schema.name`. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Column>>
  readonly constraints: ReadonlyMap<string, Constraint>
  /** Values of each enumeration. */
  readonly enums: ReadonlyMap<string, readonly string[]>
  /** Functions, sequences and extensions, such as `function lower_handle(text)`. */
  readonly objects: ReadonlySet<string>
  /** Row triggers and row security, which can reject or change writes. */
  readonly guards: ReadonlySet<string>
  /** Rights of roles on tables, such as `INSERT on posts of cruddur`. */
  readonly rights: ReadonlySet<string>
}

/** The table of the migrations themselves. */
const ignoredTables = ['schema_migrations']

const inApplication = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'`
const nameOf = (relation: string) =>
  `case when n.nspname = 'public' then '' else n.nspname || '.' end || ${relation}.relname`

export async function readCatalog(client: ClientBase): Promise<Catalog> {
  const select = async <Row extends object>(sql: string) =>
    (await client.query<Row>(sql)).rows as readonly Row[]

  const columns = await select<Column & { readonly table: string; readonly name: string | null }>(`
    select ${nameOf('c')} as table, a.attname as name, format_type(a.atttypid, a.atttypmod)
      || coalesce((select ' collate ' || collname from pg_collation
        where oid = a.attcollation and oid <> t.typcollation), '') as type,
      (a.attnotnull or t.typnotnull) as "isRequired", c.relkind in ('v', 'm') as "isOfView",
      (a.atthasdef or a.attidentity <> '' or t.typdefault is not null) as "hasDefault",
      (a.attgenerated <> '' or a.attidentity = 'a') as "isGenerated"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${inApplication}`)
  const tables = new Map<string, Map<string, Column>>()
  for (const { table, name, ...column } of columns) {
    if (ignoredTables.includes(table)) continue
    const known = tables.get(table) ?? new Map<string, Column>()
    if (name !== null) known.set(name, column)
    tables.set(table, known)
  }

  const constraints = await select<Constraint & { readonly name: string }>(`
    select ${nameOf('c')} as table, k.conname as name,
      case k.contype when 'c' then 'check' when 'f' then 'foreign key' when 'x' then 'exclusion'
        else 'unique' end as kind,
      pg_get_constraintdef(k.oid) as definition, false as "nullsAreEqual",
      array(select attname::text from pg_attribute
        where attrelid = c.oid and attnum = any(k.conkey) order by attname) as columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('c', 'f', 'x') and ${inApplication}
    union all
    select ${nameOf('c')}, i.relname, 'unique',
      -- Without the name of the index.
      regexp_replace(pg_get_indexdef(x.indexrelid), '^CREATE UNIQUE INDEX \\S+ ON \\S+ ', 'UNIQUE ')
        || case when x.indimmediate then '' else ' DEFERRABLE' end,
      x.indnullsnotdistinct,
      array(select distinct attname::text from pg_attribute join pg_depend d
        on d.refobjid = attrelid and d.refobjsubid = attnum and d.objid = x.indexrelid
        where attrelid = c.oid
        union select attname::text from pg_attribute
        where attrelid = c.oid and attnum = any(x.indkey::int2[]) and attnum > 0 order by 1)
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where x.indisunique and ${inApplication}`)

  const enums = await select<{ readonly name: string; readonly labels: string[] }>(`
    select t.typname::text as name,
      array_agg(e.enumlabel::text order by e.enumsortorder) as labels
    from pg_type t join pg_enum e on e.enumtypid = t.oid
    join pg_namespace n on n.oid = t.typnamespace where ${inApplication} group by t.typname`)

  const objects = await select<{ readonly name: string }>(`
    select 'function ' || p.oid::regprocedure::text as name
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${inApplication}
      and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
    union all select 'sequence ' || ${nameOf('c')} from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${inApplication}
    union all select 'extension ' || extname from pg_extension`)

  const guards = await select<{ readonly name: string }>(`
    select 'trigger ' || tgname || ' on ' || ${nameOf('c')} as name from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not tgisinternal and tgenabled <> 'D' and ${inApplication}
    union all select 'row security of ' || ${nameOf('c')} from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where c.relrowsecurity and ${inApplication}
    union all select 'rule ' || rulename || ' on ' || ${nameOf('c')} from pg_rewrite r
    join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    where r.rulename <> '_RETURN' and ${inApplication}`)

  const rights = await select<{ readonly name: string }>(`
    select r.privilege_type || ' on ' || ${nameOf('c')} || ' of ' ||
      case r.grantee when 0 then 'public' else r.grantee::regrole::text end as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) r
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${inApplication}`)

  return {
    tables,
    constraints: new Map(
      constraints
        .filter(({ table }) => !ignoredTables.includes(table))
        .map(({ name, ...constraint }) => [`${constraint.table}.${name}`, constraint]),
    ),
    enums: new Map(enums.map(({ name, labels }) => [name, labels])),
    objects: new Set(objects.map(({ name }) => name)),
    guards: new Set(guards.map(({ name }) => name)),
    rights: new Set(rights.map(({ name }) => name)),
  }
}
