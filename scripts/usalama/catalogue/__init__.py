"""What people write beside the news: outlets and feeds, settings, names and words of the desk. Read and checked."""
