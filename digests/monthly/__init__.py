"""The board's monthly summary (nämndens sammanställning): figures only, no case and no person."""
