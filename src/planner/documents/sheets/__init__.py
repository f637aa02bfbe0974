"""Lists, cards and working sheets: for the delegation, its hosts, sites, hotels, kitchens, drivers."""
