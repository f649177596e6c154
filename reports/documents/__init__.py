"""What a report says: frozen figures and sentences, without database, markup or page."""
