-- compatible from: 1
-- The original Cruddur allows 1,024 characters in a reply.
alter table replies drop constraint replies_message_check;
alter table replies add constraint replies_message_check check (char_length(message) between 1 and 1024);

-- A repeated POST with the same key returns the first result.
alter table activities add column idempotency_key text;
alter table replies add column idempotency_key text;
create unique index activities_idempotency_key on activities (handle, idempotency_key)
  where idempotency_key is not null;
create unique index replies_idempotency_key on replies (handle, idempotency_key)
  where idempotency_key is not null;

-- For the purge of expired activities.
create index activities_expires_at on activities (expires_at);
