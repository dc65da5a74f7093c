-- To roller for Boligdesk på PostgreSQL. Kjøres av den som eier basen, etter at kontoret er laget med «boligdesk ny».
--   boligdesk_bruk  gis til alle som arbeider i Boligdesk: leser og skriver, men kan ikke endre skjemaet.
--   Eieren av tabellene (den som kjørte «boligdesk ny») brukes bare til «boligdesk migrer».
-- Gi den enkelte tilgang slik:  CREATE ROLE kari LOGIN PASSWORD '…' IN ROLE boligdesk_bruk;

DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'boligdesk_bruk') THEN
    CREATE ROLE boligdesk_bruk NOLOGIN;
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO boligdesk_bruk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO boligdesk_bruk;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO boligdesk_bruk;

-- Tabeller som en senere oppgradering lager, følger med.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO boligdesk_bruk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO boligdesk_bruk;

-- Skjemaets utgave og historikken kan ikke skrives om, heller ikke med et annet program.
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM boligdesk_bruk;
REVOKE UPDATE, DELETE ON audit_entry FROM boligdesk_bruk;
