"""What the text of a report claims: tolls, whose word it is, promises, how far a case has come. Never inferred."""
