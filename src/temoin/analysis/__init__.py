"""Findings: what many incidents say together, with how sure that is and what it takes for granted."""
