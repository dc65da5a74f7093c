"""The store behind the records: engine, sessions, migrations, backup, health, document bytes, change feed."""
