"""The unit manager's weekly digest (veckobrev)."""
