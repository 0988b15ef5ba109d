"""Momentum, for: verigrad check-optimiser --learning-rate 0.1 --momentum 0.9 -- python3 optimiser.py"""
import json
import sys

velocity = []
for line in sys.stdin:
    message = json.loads(line)
    if "start" in message:
        velocity = []
        continue
    parameters, gradient = message["parameters"], message["gradient"]
    velocity = velocity or [0.0] * len(gradient)
    velocity = [0.9 * v + g for v, g in zip(velocity, gradient)]
    parameters = [x - 0.1 * v for x, v in zip(parameters, velocity)]
    print(json.dumps({"parameters": parameters}), flush=True)
