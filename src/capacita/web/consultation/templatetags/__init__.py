"""Tags that show contributions on pages of other rooms."""
