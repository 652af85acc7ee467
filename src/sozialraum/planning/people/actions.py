"""What can be done to accounts, organisations and appointments: each in one transaction with its journal line."""
