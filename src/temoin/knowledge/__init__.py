"""What temoin knows of the world: places, and who is who."""
