"""Days and entries on paper: programmes, day sheets, notices of change, the route as a map."""
