-- The database of one service with its two roles, for psql as a superuser:
--   psql -v service=requests -v owner_password=… -v app_password=… -f create_database.sql
-- service is requests, catalog or notifier. The owner runs the migrations, which grant the tables to
-- the app role; the app role owns nothing. Its limits hold where a session sets none of its own.
\set ON_ERROR_STOP on
SELECT format('gongkai_%s', :'service') AS database,
       format('gongkai_%s_owner', :'service') AS owner,
       format('gongkai_%s_app', :'service') AS app \gset
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN PASSWORD :'app_password';
ALTER ROLE :"app" SET statement_timeout = '10s';
ALTER ROLE :"app" SET transaction_timeout = '30s';
ALTER ROLE :"app" SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE :"app" SET lock_timeout = '5s';
CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0
    ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
\connect :"database"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app";
\echo 'made: database' :database 'with the roles' :owner 'and' :app
