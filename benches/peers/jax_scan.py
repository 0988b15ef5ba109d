"""The cases in JAX at its best: one compiled `lax.scan` over 200 steps; one core.

Nets, losses and rules are PyTorch's. Weights and moments are handed over from scan to scan
without a copy. See `compare`, which calls this.
"""

import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")
# One thread inside a product; `compare` also holds the process to one core.
os.environ["XLA_FLAGS"] = (
    os.environ.get("XLA_FLAGS", "")
    + " --xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

from functools import partial  # noqa: E402

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from jax import lax  # noqa: E402

from work import BATCH, CASES, EVALUATION, serve, split  # noqa: E402

STEPS = 200

images, labels = map(jnp.asarray, split("train"))
test_images, test_labels = map(jnp.asarray, split("t10k"))


def fresh(hidden):
    generator = np.random.default_rng(0)
    sizes = [784, *hidden, 10]

    def layer(inputs, outputs):
        bound = 1 / np.sqrt(inputs)
        weight = generator.uniform(-bound, bound, (inputs, outputs)).astype(np.float32)
        return jnp.asarray(weight), jnp.zeros(outputs, jnp.float32)

    return [layer(*pair) for pair in zip(sizes, sizes[1:])]


def logits(layers, x):
    activation = jax.nn.sigmoid if len(layers) == 2 else jax.nn.relu
    for weight, bias in layers[:-1]:
        x = activation(x @ weight + bias)
    weight, bias = layers[-1]
    return x @ weight + bias


def loss(layers, x, y):
    logarithms = jax.nn.log_softmax(logits(layers, x))
    return -jnp.take_along_axis(logarithms, y[:, None], axis=1).mean()


def sgd(layers, gradients, memory, rate, momentum):
    if momentum == 0:
        return jax.tree.map(lambda w, g: w - rate * g, layers, gradients), memory
    memory = jax.tree.map(lambda v, g: momentum * v + g, memory, gradients)
    return jax.tree.map(lambda w, v: w - rate * v, layers, memory), memory


def adam(layers, gradients, memory, rate, decay):
    count, first, second = memory
    count = count + 1
    if decay:
        gradients = jax.tree.map(lambda g, w: g + decay * w, gradients, layers)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
    scale = rate / (1 - 0.9**count)
    root = jnp.sqrt(1 - 0.999**count)
    layers = jax.tree.map(
        lambda w, m, v: w - scale * m / (jnp.sqrt(v) / root + 1e-8), layers, first, second
    )
    return layers, (count, first, second)


def evaluation():
    layers = fresh([30])

    @jax.jit
    def correct(layers, x, y):
        return (logits(layers, x).argmax(axis=1) == y).sum()

    def piece():
        correct(layers, test_images, test_labels).block_until_ready()
        return 1

    return piece


def make(name):
    if name == EVALUATION:
        return evaluation()
    hidden, rule, settings = CASES[name]
    layers = fresh(hidden)
    zeros = partial(jax.tree.map, jnp.zeros_like)
    if rule == "sgd":
        update, memory = sgd, zeros(layers) if settings["momentum"] else ()
    else:
        update, memory = adam, (jnp.float32(0), zeros(layers), zeros(layers))

    @partial(jax.jit, donate_argnums=0)
    def steps(state, batches, images, labels):
        def step(state, chosen):
            layers, memory = state
            gradients = jax.grad(loss)(layers, images[chosen], labels[chosen])
            return update(layers, gradients, memory, **settings), None

        return lax.scan(step, state, batches)[0]

    state = (layers, memory)
    order = np.random.default_rng(1).permutation(len(images)).reshape(-1, STEPS, BATCH)
    order = [jnp.asarray(piece) for piece in order]
    place = 0

    def piece():
        nonlocal state, place
        state = jax.block_until_ready(steps(state, order[place], images, labels))
        place = (place + 1) % len(order)
        return STEPS

    return piece


serve(make)
