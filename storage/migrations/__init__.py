"""The schema's history, one numbered file in `versions/` for each change."""
