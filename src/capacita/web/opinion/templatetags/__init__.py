"""Tags with which pages of other rooms point at votes."""
