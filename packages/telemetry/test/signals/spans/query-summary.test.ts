import { expect, test } from 'vitest'
import { querySummary } from '../../../src/signals/spans/query-summary.ts'

test.each([
  ['select * from activities where id = $1', 'select activities'],
  ['SELECT a.x FROM songs AS a JOIN artists b ON a.id = b.id', 'SELECT songs artists'],
  ['select * from a, b c, d where x', 'select a b d'],
  ['INSERT INTO details (id) SELECT id FROM orders', 'INSERT details SELECT orders'],
  ["insert into t (a) values ('x from y') on conflict do update set a = 1", 'insert t'],
  ['update "user" set a = 1 where b in (select id from x)', 'update user select x'],
  ["delete from public.users where a = 'from secrets'", 'delete public.users'],
  ['select * from t for update', 'select t'],
  [
    'with a as (select 1 from x), b as (select 2 from y) select * from a, b',
    'select x select y select',
  ],
  ['select extract(year from ts) from t', 'select t'],
  ['select a is distinct from b from t', 'select t'],
  ['select * from (select * from inner_t) s', 'select select inner_t'],
  ['-- c\n select 2 from x /* from y */', 'select x'],
  ['select $q$ from z $q$ from y', 'select y'],
  ['create table if not exists foo (id int)', 'create table foo'],
  ['create unique index concurrently i on t (a)', 'create index i'],
  ['copy t from stdin', 'copy t'],
  ['call refresh_stats(1)', 'call refresh_stats'],
  ['SELECT 1', 'SELECT'],
  ['begin', 'begin'],
  ['set search_path to x', 'set'],
  ['', undefined],
  ['?', undefined],
])('the summary of %j is %j', (sql, summary) => {
  expect(querySummary(sql)).toBe(summary)
})

test('a summary has at most 255 characters and no half names', () => {
  const tables = Array.from({ length: 100 }, (_, at) => `table_${at}`)
  const [operation, ...targets] = (querySummary(`select * from ${tables.join(', ')}`) ?? '').split(
    ' ',
  )
  expect([operation, ...targets].join(' ').length).toBeLessThanOrEqual(255)
  expect(targets.length).toBeGreaterThan(20)
  expect(targets).toEqual(tables.slice(0, targets.length))
})
