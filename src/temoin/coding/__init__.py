"""Reports to events: one module for each of a reporter's questions, and the coder that asks them."""
