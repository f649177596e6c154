"""What people do with reports that is worth remembering."""
