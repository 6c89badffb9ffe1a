import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type PostgresServer,
  startPostgresServer,
} from '../../../packages/postgres/src/testing/index.ts'
import { compareMigration } from './support/compare-migration.ts'

let server: PostgresServer
let client: pg.Client

beforeAll(async () => {
  server = await startPostgresServer()
  client = new pg.Client(await server.createDatabase('catalogs'))
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await server?.stop()
})

const base = `
  create type mood as enum ('calm', 'angry');
  create table people (handle varchar(40) primary key, name text not null, mood mood, age integer,
    note text, serial bigint generated always as identity, check (char_length(name) between 1 and 80),
    constraint kind check (note in ('a', 'b')));
  create table posts (id integer primary key, handle varchar(40) references people, body text not null default '');
  create view names as select handle, name from people;
  create function twice(n integer) returns integer language sql as 'select n * 2';
  create sequence tickets;`

const unsafe: readonly (readonly [string, string, string])[] = [
  ['a used column is dropped', 'alter table people drop column name cascade', 'column-removed'],
  ['a used column is renamed', 'alter table people rename column name to title', 'column-removed'],
  ['a used table is dropped', 'drop table posts', 'table-removed'],
  ['a used table is renamed', 'alter table posts rename to messages', 'table-removed'],
  ['a used view is dropped', 'drop view names', 'table-removed'],
  [
    'a required column without a default is added',
    'alter table people add column bio text not null',
    'required-column-added',
  ],
  [
    'a column becomes required',
    'alter table people alter column age set not null',
    'column-became-required',
  ],
  [
    'a column becomes nullable',
    'alter table posts alter column body drop not null',
    'column-became-nullable',
  ],
  [
    'a required column loses its default',
    'alter table posts alter column body drop default',
    'default-removed',
  ],
  ['a type changes', 'alter table people alter column age type text', 'column-type-changed'],
  [
    'an integer becomes a bigint',
    'alter table people alter column age type bigint',
    'column-type-changed',
  ],
  [
    'a text becomes shorter',
    'alter table posts drop constraint posts_handle_fkey; alter table posts alter column handle type varchar(20)',
    'column-type-changed',
  ],
  [
    'a column becomes generated',
    'alter table people drop column age; alter table people add column age integer generated always as (1) stored',
    'column-became-generated',
  ],
  ['a check is added', 'alter table people add check (age > 0)', 'constraint-added'],
  [
    'a check is added without validation',
    'alter table people add check (age > 0) not valid',
    'constraint-added',
  ],
  [
    'a check is tightened',
    'alter table people drop constraint people_name_check; alter table people add check (char_length(name) between 1 and 40)',
    'constraint-changed',
  ],
  [
    'a list of values is shortened',
    "alter table people drop constraint kind; alter table people add constraint kind check (note in ('a'))",
    'constraint-changed',
  ],
  ['a unique constraint is added', 'alter table people add unique (name)', 'constraint-added'],
  ['a unique index is added', 'create unique index on people (lower(name))', 'constraint-added'],
  [
    'a foreign key is added',
    'alter table posts add foreign key (id) references posts',
    'constraint-added',
  ],
  [
    'a unique index has a new column with a default',
    "alter table people add column tenant text default 'x'; create unique index on people (tenant, name)",
    'constraint-added',
  ],
  [
    'a new column must not be null by a check',
    'alter table people add column bio text, add check (bio is not null)',
    'constraint-added',
  ],
  [
    'an enum loses a value',
    "alter table people alter column mood type text; drop type mood; create type mood as enum ('calm')",
    'enum-value-removed',
  ],
  [
    'an enum value is renamed',
    "alter type mood rename value 'angry' to 'furious'",
    'enum-value-removed',
  ],
  ['a used function is dropped', 'drop function twice', 'object-removed'],
  ['a used sequence is dropped', 'drop sequence tickets', 'object-removed'],
  [
    'a unique index for on conflict is dropped',
    'alter table posts drop constraint posts_pkey cascade',
    'uniqueness-removed',
  ],
  ['row security is enabled', 'alter table people enable row level security', 'guard-added'],
  ['a right is revoked', 'revoke insert on posts from current_user', 'right-removed'],
  [
    'a collation changes',
    'alter table people alter column note type text collate "C"',
    'column-type-changed',
  ],
  [
    'a unique constraint becomes deferrable, which on conflict rejects',
    'alter table posts drop constraint posts_pkey; alter table posts add primary key (id) deferrable',
    'uniqueness-removed',
  ],
  [
    'a column of a domain that is not null is added',
    'create domain tag as text not null; alter table posts add column tag tag',
    'required-column-added',
  ],
  [
    'a trigger is added',
    'create function reject() returns trigger language plpgsql as $$begin raise exception $x$no$x$; end$$; create trigger reject before insert on people for each row execute function reject()',
    'guard-added',
  ],
]

const safe: readonly (readonly [string, string])[] = [
  ['an unused column is dropped', 'alter table people drop column note'],
  ['a table is added', 'create table tags (name text primary key, check (name <> $$$$))'],
  [
    'a table with a trigger is added',
    'create table tags (name text); create function keep() returns trigger language plpgsql as $$begin return new; end$$; create trigger keep before insert on tags for each row execute function keep()',
  ],
  [
    'a table becomes a view',
    'alter table posts rename to messages; create view posts as select * from messages',
  ],
  ['a nullable column is added', 'alter table people add column bio text'],
  [
    'a required column with a default is added',
    "alter table people add column bio text not null default ''",
  ],
  [
    'an identity column is added',
    'alter table posts add column position bigint generated always as identity',
  ],
  ['a text becomes longer', 'alter table posts alter column handle type varchar(80)'],
  ['a limited text becomes unlimited', 'alter table posts alter column handle type text'],
  ['an index is added', 'create index on people (name)'],
  [
    'a check is loosened',
    'alter table people drop constraint people_name_check; alter table people add check (char_length(name) between 1 and 160)',
  ],
  ['a check is removed', 'alter table people drop constraint people_name_check'],
  [
    'a constraint is renamed',
    'alter table people rename constraint people_name_check to name_length',
  ],
  [
    'a list of values is extended',
    "alter table people drop constraint kind; alter table people add constraint kind check (note in ('a', 'b', 'c'))",
  ],
  ['an enum gains a value', "alter type mood add value 'happy'"],
  [
    'a unique index has a new nullable column',
    'alter table people add column key text; create unique index on people (handle, key) where key is not null',
  ],
  [
    'a check on a new column',
    'alter table people add column likes integer not null default 0 check (likes >= 0)',
  ],
  ['a foreign key of a new column', 'alter table posts add column parent integer references posts'],
  [
    'a constraint is validated',
    'alter table people add constraint later check (char_length(name) between 1 and 80) not valid; alter table people validate constraint later',
  ],
]

/** The previous version uses everything but the column `note`. */
const mentions = (name: string) => name !== 'note'
const compare = (change: string) => compareMigration(client, { base, change, mentions })

describe('stops', () => {
  test.each(unsafe)('%s', async (_, change, rule) => {
    const stops = (await compare(change)).filter(({ effect }) => effect === 'stop')
    expect(stops.map((finding) => finding.rule)).toContain(rule)
  })
})

describe('is safe', () => {
  test.each(safe)('%s', async (_, change) => {
    expect((await compare(change)).filter(({ effect }) => effect === 'stop')).toEqual([])
  })
})
