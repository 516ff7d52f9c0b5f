"""The blank application form of an organ, for anybody to download (条例29)."""
