"""How to embed checking and matching: Flask, Django, asyncio and a notebook, each as short as it can be."""
