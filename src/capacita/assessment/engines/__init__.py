"""The edge at which response sets become files. ``parquet`` needs pyarrow and is imported from its own module."""
