"""Pages of the administration of accounts, of one's own account, and of the journal."""
