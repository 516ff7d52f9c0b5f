"""The newest migration, which this code needs. Generated: make snapshots."""

HEAD = "202612010721"
