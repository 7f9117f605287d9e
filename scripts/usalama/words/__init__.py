"""What stands in any text, of whatever subject: characters, words, numbers, dates, weeks, addresses. Pure."""
