"""What was learned, inference only: the shipped reader and encoder, those of a folder, a large model over an endpoint.

Importing this package loads neither onnxruntime nor any weights.
"""
