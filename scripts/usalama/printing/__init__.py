"""The site's settings run, and the process that prints by them. It knows neither the pages nor Pelican's insides."""
