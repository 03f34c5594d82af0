"""Small models, inference only. Importing this package loads neither onnxruntime nor any weights."""
