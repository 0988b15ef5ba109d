"""torch.optim.NAdam keeps its product of momenta in float32, whatever the parameters are."""

import torch

parameter = torch.zeros(1, dtype=torch.float64, requires_grad=True)
rule = torch.optim.NAdam([parameter], lr=0.01, eps=0)
parameter.grad = torch.ones_like(parameter)
rule.step()
mu = [0.9 * (1 - 0.5 * 0.96 ** (t * 0.004)) for t in (1, 2)]
exact = -0.01 * (1 + 0.1 * mu[1] / (1 - mu[0] * mu[1]))
print(parameter.item(), exact, f"{parameter.item() / exact - 1:.1e}")
