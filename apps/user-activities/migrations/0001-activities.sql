create table people (
  handle text primary key check (char_length(handle) between 1 and 40),
  display_name text not null check (char_length(display_name) between 1 and 80)
);

-- Handles are found whatever their case, and differ in more than their case.
create unique index people_lower_handle on people (lower(handle));

create table activities (
  uuid uuid primary key default gen_random_uuid(),
  handle text not null references people,
  message text not null check (char_length(message) between 1 and 280),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > created_at),
  likes_count integer not null default 0 check (likes_count >= 0),
  replies_count integer not null default 0 check (replies_count >= 0),
  reposts_count integer not null default 0 check (reposts_count >= 0)
);

create index activities_newest on activities (created_at desc, uuid desc);
create index activities_newest_by_handle on activities (handle, created_at desc, uuid desc);

create table replies (
  uuid uuid primary key default gen_random_uuid(),
  -- Tells replies of the same moment apart, in the order in which they came.
  position bigint generated always as identity,
  reply_to_activity_uuid uuid not null references activities on delete cascade,
  handle text not null references people,
  message text not null check (char_length(message) between 1 and 280),
  created_at timestamptz not null default now(),
  likes_count integer not null default 0 check (likes_count >= 0),
  replies_count integer not null default 0 check (replies_count >= 0),
  reposts_count integer not null default 0 check (reposts_count >= 0)
);

create index replies_newest on replies (reply_to_activity_uuid, created_at desc, position desc);
