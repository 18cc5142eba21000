-- Run once by psql, as the server's superuser, when the database directory is new. Nobody but that one
-- is a superuser afterwards.
--   hearthwatch         owns the database and its tables: migrate, backup, restore, retention
--   hearthwatch_job     writes rows and changes no table: the job
--   hearthwatch_reader  reads schema bi: give people and tools logins in it (docs/bi.md)
\set owner_password `cat /run/secrets/owner-password`
\set job_password `cat /run/secrets/job-password`
CREATE ROLE hearthwatch LOGIN PASSWORD :'owner_password';
CREATE ROLE hearthwatch_job LOGIN PASSWORD :'job_password';
CREATE ROLE hearthwatch_reader NOLOGIN;
CREATE DATABASE hearthwatch OWNER hearthwatch;
REVOKE ALL ON DATABASE hearthwatch FROM PUBLIC;
GRANT CONNECT ON DATABASE hearthwatch TO hearthwatch_job, hearthwatch_reader;
\connect hearthwatch
-- Made here so that rights on its tables can be given before there are any.
CREATE SCHEMA hearthwatch AUTHORIZATION hearthwatch;
GRANT USAGE ON SCHEMA hearthwatch TO hearthwatch_job;
ALTER DEFAULT PRIVILEGES FOR ROLE hearthwatch IN SCHEMA hearthwatch
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hearthwatch_job;
