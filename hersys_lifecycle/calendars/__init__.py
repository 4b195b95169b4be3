"""What is planned, as a calendar that others subscribe to (RFC 5545)."""
