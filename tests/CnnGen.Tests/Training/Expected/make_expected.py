#!/usr/bin/env python3
"""Makes the expected values of the tests of training, in double precision, with PyTorch and scikit-learn.

    apt-get install python3-torch python3-sklearn
    /usr/bin/python3 make_expected.py

Writes optimizers.json, gradients.json, schedules.json, losses.json, value_losses.json, label_losses.json and metrics.json beside itself. Made with PyTorch 1.13.1 and scikit-learn 1.2.1.
"""
import json
import warnings
from pathlib import Path

import numpy as np
import sklearn.metrics as skm
import sklearn.utils.class_weight as skw
import torch

HERE = Path(__file__).resolve().parent
warnings.filterwarnings('ignore')
torch.set_default_dtype(torch.float64)


def write(name, value):
    (HERE / name).write_text(json.dumps(value, separators=(',', ':')) + '\n')


def floats(generator, *shape):
    """Random numbers that a float holds exactly, so that both sides begin with the same."""
    return generator.standard_normal(shape).astype(np.float32).astype(np.float64)


OPTIMIZERS = {
    'sgd': lambda p: torch.optim.SGD(p, lr=0.1),
    'sgd decay': lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.05),
    'momentum': lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01, dampening=0.3),
    'nesterov': lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    'adam': lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.02),
    'adamw': lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1),
    'rmsprop': lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, weight_decay=0.03),
    'rmsprop momentum': lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.7),
    'rmsprop centered': lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.8, momentum=0.5, centered=True, eps=1e-4),
    'adagrad': lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.05, weight_decay=0.01, initial_accumulator_value=0.1),
    'adagrad plain': lambda p: torch.optim.Adagrad(p, lr=0.05),
}


def optimizers():
    cases = []
    for seed, (name, make) in enumerate(OPTIMIZERS.items()):
        generator = np.random.default_rng(seed)
        start, gradients = floats(generator, 19), floats(generator, 12, 19)
        weights = torch.tensor(start, requires_grad=True)
        optimizer = make([weights])
        for gradient in gradients:
            weights.grad = torch.tensor(gradient)
            optimizer.step()
        cases.append({'name': name, 'start': start.tolist(), 'gradients': gradients.tolist(), 'end': weights.tolist()})
    # Two groups: the second has a rate and a decay of its own, and the schedule scales both rates.
    generator = np.random.default_rng(99)
    start, gradients = floats(generator, 32), floats(generator, 8, 32)
    first, second = torch.tensor(start[:16], requires_grad=True), torch.tensor(start[16:], requires_grad=True)
    optimizer = torch.optim.AdamW([{'params': [first]}, {'params': [second], 'lr': 0.05, 'weight_decay': 0}], lr=0.01, weight_decay=0.2)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    for gradient in gradients:
        first.grad, second.grad = torch.tensor(gradient[:16]), torch.tensor(gradient[16:])
        optimizer.step()
        schedule.step()
    cases.append({'name': 'groups', 'start': start.tolist(), 'gradients': gradients.tolist(), 'end': first.tolist() + second.tolist()})
    write('optimizers.json', cases)


def gradients():
    generator = np.random.default_rng(7)
    cases = []
    for length, largest in ((5, 0.5), (40, 3.0), (40, 1000.0)):
        gradient = floats(generator, length)
        clipped = torch.zeros(length, requires_grad=True)
        clipped.grad = torch.tensor(gradient)
        norm = torch.nn.utils.clip_grad_norm_([clipped], largest)
        bounded = torch.zeros(length, requires_grad=True)
        bounded.grad = torch.tensor(gradient)
        torch.nn.utils.clip_grad_value_([bounded], largest / 2)
        cases.append({'gradient': gradient.tolist(), 'largest': largest, 'norm': norm.item(), 'byNorm': clipped.grad.tolist(), 'byValue': bounded.grad.tolist()})
    # The moving average as torch.optim.swa_utils keeps it: a copy after the first step, then 0.9 · average + 0.1 · weights.
    values = floats(generator, 6, 20)
    average = values[0]
    for value in values[1:]:
        average = 0.9 * average + 0.1 * value
    write('gradients.json', {'clipping': cases, 'average': {'values': values.tolist(), 'decay': 0.9, 'end': average.tolist()}})


def rates(initial, steps, make, metrics=None):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=initial, momentum=0.9)
    schedule = make(optimizer)
    result = []
    for step in range(steps):
        result.append(optimizer.param_groups[0]['lr'])
        optimizer.step()
        if metrics is None:
            schedule.step()
        else:
            schedule.step(metrics[step])
    return result


def schedules():
    lr = torch.optim.lr_scheduler
    generator = np.random.default_rng(3)
    losses = (np.exp(-np.arange(40) / 12) + 0.05 * generator.standard_normal(40)).tolist()
    accuracies = [1 - x for x in losses]
    write('schedules.json', {
        'step': rates(0.4, 12, lambda o: lr.StepLR(o, 3, 0.3)),
        'exponential': rates(0.4, 12, lambda o: lr.ExponentialLR(o, 0.8)),
        'cosine': rates(0.4, 11, lambda o: lr.CosineAnnealingLR(o, 10, 0.01)),
        'polynomial': rates(0.4, 14, lambda o: lr.PolynomialLR(o, 10, 2.0)),
        'onecycle': rates(0.4, 50, lambda o: lr.OneCycleLR(o, 0.4, total_steps=50, cycle_momentum=False)),
        'onecycle linear': rates(
            0.4, 37, lambda o: lr.OneCycleLR(o, 0.4, total_steps=37, pct_start=0.4, anneal_strategy='linear', div_factor=10, final_div_factor=100, cycle_momentum=False)),
        'triangular': rates(0.4, 40, lambda o: lr.CyclicLR(o, 0.1, 0.4, 6, 4, cycle_momentum=False)),
        'triangular2': rates(0.4, 60, lambda o: lr.CyclicLR(o, 0.1, 0.4, 5, mode='triangular2', cycle_momentum=False)),
        'exp_range': rates(0.4, 40, lambda o: lr.CyclicLR(o, 0.1, 0.4, 5, mode='exp_range', gamma=0.97, cycle_momentum=False)),
        'warmup': rates(0.4, 12, lambda o: lr.SequentialLR(
            o, [lr.LinearLR(o, 1 / 4, 1, 3), lr.ExponentialLR(o, 0.8)], milestones=[4])),
        'losses': losses,
        'plateau': rates(0.4, 40, lambda o: lr.ReduceLROnPlateau(o, 'min', 0.5, 2, threshold=1e-3, cooldown=1, min_lr=0.01), losses),
        'plateau max': rates(0.4, 40, lambda o: lr.ReduceLROnPlateau(o, 'max', 0.1, 3, threshold=0.01), accuracies),
    })


def loss_cases():
    generator = np.random.default_rng(11)
    cases = []
    for images, classes, smoothing, weighted in ((5, 3, 0.0, True), (6, 4, 0.1, False), (7, 5, 0.2, True), (1, 2, 0.3, True), (9, 10, 0.05, True)):
        logits = 3 * floats(generator, images, classes)
        labels = generator.integers(0, classes, images)
        weights = generator.uniform(0.2, 3, classes).astype(np.float32).astype(np.float64) if weighted else None
        x = torch.tensor(logits, requires_grad=True)
        loss = torch.nn.functional.cross_entropy(
            x, torch.tensor(labels), weight=None if weights is None else torch.tensor(weights), label_smoothing=smoothing)
        loss.backward()
        cases.append({
            'logits': logits.tolist(), 'labels': labels.tolist(), 'weights': None if weights is None else weights.tolist(), 'smoothing': smoothing,
            'loss': loss.item(), 'gradient': x.grad.tolist()})
    labels = generator.integers(0, 4, 50)
    balanced = skw.compute_class_weight('balanced', classes=np.unique(labels), y=labels)
    write('losses.json', {'cases': cases, 'balanced': {'labels': labels.tolist(), 'weights': balanced.tolist()}})


def with_gradient(values, loss):
    """The loss of values, and its gradient."""
    x = torch.tensor(values, requires_grad=True)
    result = loss(x)
    result.backward()
    return {'loss': result.item(), 'gradient': x.grad.flatten().tolist()}


def value_losses():
    """Means over all values, of scores on both sides of every bend."""
    F = torch.nn.functional
    generator = np.random.default_rng(13)
    cases = []
    for name, option, loss in (
            ('squared', 0, lambda x, t: F.mse_loss(x, t)), ('absolute', 0, lambda x, t: F.l1_loss(x, t)),
            ('huber', 1.0, lambda x, t: F.huber_loss(x, t)), ('huber', 0.25, lambda x, t: F.huber_loss(x, t, delta=0.25)),
            ('binary', 1.0, lambda x, t: F.binary_cross_entropy_with_logits(x, t)),
            ('binary', 2.5, lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor(2.5)))):
        for length in (1, 5, 24):
            outputs = (2 if name != 'binary' else 8) * floats(generator, length)
            targets = floats(generator, length) if name != 'binary' else generator.integers(0, 5, length) / 4
            cases.append({
                'name': name, 'option': option, 'outputs': outputs.tolist(), 'targets': targets.tolist(),
                **with_gradient(outputs, lambda x: loss(x, torch.tensor(targets)))})
    write('value_losses.json', cases)


def label_losses():
    """Labels of positions, some of which do not count, with weights and smoothing; and two labels an image, as target probabilities."""
    F = torch.nn.functional
    generator = np.random.default_rng(17)
    positions = []
    for count, classes, ignored, smoothing, weighted in ((9, 3, -1, 0.0, False), (12, 4, 2, 0.0, True), (10, 5, 0, 0.15, True), (7, 3, 1, 0.3, False)):
        logits = 3 * floats(generator, count, classes)
        labels = generator.integers(0, classes, count)
        weights = generator.uniform(0.2, 3, classes).astype(np.float32).astype(np.float64) if weighted else None
        positions.append({
            'logits': logits.flatten().tolist(), 'labels': labels.tolist(), 'classes': classes, 'ignored': ignored, 'smoothing': smoothing,
            'weights': None if weights is None else weights.tolist(),
            **with_gradient(logits, lambda x: F.cross_entropy(
                x, torch.tensor(labels), weight=None if weights is None else torch.tensor(weights), ignore_index=ignored, label_smoothing=smoothing))})
    mixed = []
    for classes, share, smoothing in ((3, 0.25, 0.0), (5, 0.75, 0.0), (10, 0.375, 0.125), (4, 0.5, 0.25)):
        logits = 3 * floats(generator, classes)
        first, second = (int(label) for label in generator.integers(0, classes, 2))
        target = torch.zeros(1, classes)
        target[0, first] += 1 - share
        target[0, second] += share
        mixed.append({
            'logits': logits.tolist(), 'first': first, 'second': second, 'share': share, 'smoothing': smoothing,
            **with_gradient(logits[None], lambda x: F.cross_entropy(x, target, label_smoothing=smoothing))})
    write('label_losses.json', {'positions': positions, 'mixed': mixed})


def metrics():
    generator = np.random.default_rng(5)
    cases = []
    for images, classes in ((60, 2), (200, 4), (150, 7)):
        labels = generator.integers(0, classes, images)
        labels[:classes] = np.arange(classes)
        logits = floats(generator, images, classes)
        logits[np.arange(images), labels] += 1
        logits = np.round(logits, 1 if classes == 4 else 6).astype(np.float32).astype(np.float64)   # with ties
        scores = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
        predicted = logits.argmax(1)
        precision, recall, f1, _ = skm.precision_recall_fscore_support(labels, predicted, labels=range(classes), zero_division=0)
        cases.append({
            'labels': labels.tolist(), 'outputs': logits.tolist(),
            'accuracy': skm.accuracy_score(labels, predicted),
            'balanced': skm.balanced_accuracy_score(labels, predicted),
            'precision': precision.tolist(), 'recall': recall.tolist(), 'f1': f1.tolist(),
            'macroF1': skm.f1_score(labels, predicted, average='macro'),
            'weightedF1': skm.f1_score(labels, predicted, average='weighted'),
            'iou': skm.jaccard_score(labels, predicted, average=None).tolist(),
            'kappa': skm.cohen_kappa_score(labels, predicted),
            'auc': [skm.roc_auc_score(labels == c, logits[:, c]) for c in range(classes)],
            'macroAuc': float(np.mean([skm.roc_auc_score(labels == c, logits[:, c]) for c in range(classes)])),
            'top2': skm.top_k_accuracy_score(labels, scores, k=2, labels=range(classes)) if classes > 2 and classes != 4 else None,
        })
    write('metrics.json', cases)


optimizers()
gradients()
schedules()
loss_cases()
value_losses()
label_losses()
metrics()
