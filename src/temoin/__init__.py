"""temoin reads reports of armed conflict and keeps a record of who says what happened."""
