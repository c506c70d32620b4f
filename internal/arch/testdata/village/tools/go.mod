module example.org/village/tools
