"""CASE 1.1 for programs: published frameworks as 1EdTech CASE objects, with a read view in the shape of CASE 1.0."""
