"""The board's monthly summary (månadssammanfattning): figures only, no case and no person."""
