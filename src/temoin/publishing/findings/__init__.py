"""What findings say to people: sentences, tables and pictures."""
