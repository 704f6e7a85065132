"""Everything remembered: tables, constraints, transactions. The only importer of SQLAlchemy."""
