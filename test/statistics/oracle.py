"""Writes oracle.json beside this file: what independent implementations make of small data.

    pip install numpy scipy lifelines scikit-learn dcor
    python test/statistics/oracle.py && npm run format
"""

import itertools
import json
from pathlib import Path

import dcor
import numpy as np
import scipy
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import restricted_mean_survival_time
from scipy import stats
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import pdist, squareform
from scipy._lib._array_api import array_namespace
from scipy.stats._resampling import _bca_interval
from sklearn.gaussian_process.kernels import RBF
from sklearn.metrics import adjusted_rand_score, mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

rng = np.random.default_rng(20240611)
xp = array_namespace(np.zeros(1))


def tidy(value):
    if isinstance(value, np.ndarray):
        return tidy(value.tolist())
    if isinstance(value, (list, tuple)):
        return [tidy(v) for v in value]
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items()}
    if isinstance(value, (np.floating, np.integer)):
        return value.item()
    return value


def distributions():
    z = [-30, -8, -3.3, -1.96, -0.5, 0, 0.1, 1, 2.5, 6]
    t = [(0.975, 1), (0.95, 2), (0.9, 3), (0.975, 4), (0.95, 19), (0.995, 38), (0.6, 7), (0.999, 100)]
    return {
        "normal": [[x, stats.norm.cdf(x), 2 * stats.norm.sf(abs(x))] for x in z],
        "student": [[p, df, stats.t.ppf(p, df)] for p, df in t],
    }


def bca():
    """Replications of given data, and the interval that scipy makes of exactly these."""
    cases = []
    for first, second, statistic in [
        (np.round(rng.exponential(5, 12), 3), None, np.mean),
        (np.round(rng.exponential(5, 9), 3), None, np.std),
        (np.round(rng.normal(3, 1, 7), 3), np.round(rng.exponential(2, 11), 3), None),
    ]:
        samples = [first] if second is None else [first, second]
        if statistic is None:
            def function(a, b, axis=-1):
                return np.mean(b, axis=axis) - np.mean(a, axis=axis)
        else:
            def function(a, axis=-1, statistic=statistic):
                return statistic(a, axis=axis)
        draws = [rng.choice(s, (150, len(s))) for s in samples]
        replications = np.asarray(function(*draws, axis=-1))
        for level in (0.95, 0.9):
            alpha = (1 - level) / 2
            low, high, acceleration = _bca_interval(
                tuple(s[None, :] for s in samples), function, -1, alpha, replications[None, :], None, xp
            )[:3]
            interval = np.percentile(replications, [100 * float(low.item()), 100 * float(high.item())])
            jackknifed = [
                [
                    float(function(*[np.delete(o, i) if j == which else o for j, o in enumerate(samples)]))
                    for i in range(len(s))
                ]
                for which, s in enumerate(samples)
            ]
            cases.append(
                {
                    "level": level,
                    "estimate": float(function(*samples)),
                    "replications": np.round(replications, 12),
                    "jackknifed": jackknifed,
                    "interval": interval,
                }
            )
    sample = np.round(rng.exponential(5, 15), 3)
    whole = stats.bootstrap(
        (sample,), np.mean, n_resamples=100_000, method="BCa", confidence_level=0.95, rng=rng
    ).confidence_interval
    return {"given": cases, "sample": sample, "interval": [whole.low, whole.high]}


def permutation():
    cases = []
    for n, m in [(4, 4), (3, 6), (5, 9), (2, 7)]:
        a, b = np.round(rng.normal(0, 1, n), 2), np.round(rng.normal(0.8, 1, m), 2)

        def test(function):
            return stats.permutation_test(
                (a, b), function, permutation_type="independent", n_resamples=np.inf, alternative="greater"
            ).pvalue

        cases.append(
            {
                "first": a,
                "second": b,
                "difference": test(lambda x, y: abs(np.mean(x) - np.mean(y))),
                "welch": test(lambda x, y: abs(stats.ttest_ind(x, y, equal_var=False).statistic)),
            }
        )
    return cases


def stratified():
    strata = [
        (np.round(rng.normal(s, 1, n), 2), np.round(rng.normal(s + 0.7, 1, m), 2))
        for s, (n, m) in enumerate([(2, 3), (3, 3), (2, 2)])
    ]

    def splits(pooled, sizes):
        """Weighted difference and its variance for every split, the own one first."""
        found = []
        for chosen in itertools.combinations(range(len(pooled)), sizes[0]):
            inside = np.array([i in chosen for i in range(len(pooled))])
            p, q = pooled[inside], pooled[~inside]
            w = len(p) * len(q) / (len(p) + len(q))
            found.append((w * (p.mean() - q.mean()), w**2 * (p.var(ddof=1) / len(p) + q.var(ddof=1) / len(q))))
        return found

    per_stratum = [splits(np.concatenate(s), [len(s[0]), len(s[1])]) for s in strata]
    totals = [
        abs(sum(d for d, _ in choice)) / np.sqrt(sum(v for _, v in choice))
        for choice in itertools.product(*per_stratum)
    ]
    own = totals[0]
    return {
        "strata": [{"first": a, "second": b} for a, b in strata],
        "pValue": float(np.mean(np.array(totals) >= own - 1e-9)),
    }


def sign_flip():
    cases = []
    for n in (5, 8, 11):
        d = np.round(rng.normal(0.6, 1, n), 2)
        p = stats.permutation_test(
            (d, np.zeros(n)), lambda x, y: abs(np.sum(x - y)), permutation_type="samples",
            n_resamples=np.inf, vectorized=False, alternative="greater",
        ).pvalue
        cases.append({"differences": d, "pValue": p})
    return cases


def times(n, scale, horizon):
    t = np.ceil(rng.exponential(scale, n))
    return [{"at": v} if v <= horizon else {"notBy": horizon} for v in t.tolist()]


def columns(sample):
    return [s.get("at", s.get("notBy")) for s in sample], ["at" in s for s in sample]


def survival():
    cases = []
    for n, m, early in [(8, 8, False), (5, 20, False), (12, 7, True)]:
        a, b = times(n, 12, 30), times(m, 25, 30)
        if early:
            a[0], b[1] = {"notBy": 4.0}, {"notBy": 11.0}
        (ta, ea), (tb, eb) = columns(a), columns(b)
        test = logrank_test(ta, tb, ea, eb)
        case = {"first": a, "second": b, "statistic": test.test_statistic, "pValue": test.p_value, "horizon": 25}
        for name, t, e in (("a", ta, ea), ("b", tb, eb)):
            fit = KaplanMeierFitter(alpha=0.05).fit(t, e)
            table = fit.event_table
            rows = []
            for when in table.index[(table.observed > 0)]:
                s = float(fit.survival_function_.loc[when].iloc[0])
                low, high = (float(x) for x in fit.confidence_interval_.loc[when])
                band = [None, None] if s == 0 else [low, high]
                rows.append([when, table.at_risk[when], table.observed[when], s, *band])
            median = float(fit.percentile(0.5 + 1e-9))  # a half that rounding has raised is a half
            mean = restricted_mean_survival_time(fit, t=25)
            # The variance of the estimate by its definition, from lifelines' table.
            grid = [w for w in table.index[table.observed > 0] if w < 25]
            variance = 0.0
            for w in grid:
                d, r = table.observed[w], table.at_risk[w]
                ends = [x for x in grid if x >= w] + [25]
                area = sum(
                    float(fit.survival_function_.loc[x].iloc[0]) * (y - x) for x, y in zip(ends[:-1], ends[1:])
                )
                if r > d:
                    variance += area**2 * d / (r * (r - d))
            case[name] = {
                "rows": rows,
                "median": None if np.isinf(median) else median,
                "mean": mean,
                "variance": variance * len(t) / (len(t) - 1),
                "uncensoredVariance": None if early else np.var(np.minimum(t, 25), ddof=1) / len(t),
            }
        cases.append(case)
    return cases


def distances():
    a, b = np.round(rng.normal(0, 1, 7), 2), np.round(rng.normal(0.5, 2, 11), 2)
    x, y = np.round(rng.normal(0, 1, (5, 3)), 2), np.round(rng.normal(0.6, 1, (4, 3)), 2)
    pooled = np.concatenate([x, y])
    bandwidth = np.median(pdist(pooled))
    kernel = RBF(bandwidth)

    def mmd(p, q):
        n, m = len(p), len(q)
        kpp, kqq = kernel(p), kernel(q)
        return (
            (kpp.sum() - np.trace(kpp)) / (n * (n - 1))
            + (kqq.sum() - np.trace(kqq)) / (m * (m - 1))
            - 2 * kernel(p, q).mean()
        )

    def exact(function):
        values = []
        for chosen in itertools.combinations(range(9), 5):
            inside = np.array([i in chosen for i in range(9)])
            values.append(function(pooled[inside], pooled[~inside]))
        return float(np.mean(np.array(values) >= function(x, y) - 1e-10))

    return {
        "first": a,
        "second": b,
        "wasserstein": stats.wasserstein_distance(a, b),
        "energy": stats.energy_distance(a, b),
        "firstVectors": x,
        "secondVectors": y,
        "energyOfVectors": float(np.sqrt(dcor.energy_distance(x, y))),
        "energyPValue": exact(lambda p, q: float(dcor.energy_distance(p, q))),
        "bandwidth": bandwidth,
        "mmd": mmd(x, y),
        "mmdPValue": exact(mmd),
    }


def partitions():
    cases = []
    for silos, n in [(3, 12), (2, 5), (5, 30), (8, 20)]:
        a, b = rng.integers(0, silos, n), rng.integers(0, silos + 1, n)
        mutual = mutual_info_score(a, b)
        h = [stats.entropy(np.unique(v, return_counts=True)[1]) for v in (a, b)]
        cases.append({"first": a, "second": b, "index": adjusted_rand_score(a, b), "nats": sum(h) - 2 * mutual})
    return cases


def max_t():
    a, b = np.round(rng.normal(0, 1, (4, 3)), 2), np.round(rng.normal([0, 1, 2], 1, (5, 3)), 2)
    pooled = np.concatenate([a, b])
    values = []
    for chosen in itertools.combinations(range(9), 4):
        inside = np.array([i in chosen for i in range(9)])
        values.append(np.abs(stats.ttest_ind(pooled[inside], pooled[~inside], equal_var=False).statistic))
    largest = np.max(values, axis=1)
    return {"first": a, "second": b, "pValues": [float(np.mean(largest >= t - 1e-9)) for t in values[0]]}


def scaling():
    points = np.round(rng.normal(0, 1, (6, 4)), 2)
    d = squareform(pdist(points))
    j = np.eye(6) - 1 / 6
    values, vectors = np.linalg.eigh(-0.5 * j @ d**2 @ j)
    best = vectors[:, ::-1][:, :2] * np.sqrt(values[::-1][:2])
    return {
        "distances": d,
        "pictureDistances": squareform(pdist(best)),
        "share": float(values[::-1][:2].sum() / np.abs(values).sum()),
    }


def ranks():
    cases = []
    for n in (3, 8, 12):
        a, b = rng.integers(0, 6, n).astype(float), rng.normal(0, 1, n).round(1)
        cases.append({"first": a, "second": b, "correlation": stats.spearmanr(a, b).statistic})
    return cases


def matchings():
    cases = []
    for silos, n in [(3, 12), (5, 30), (8, 20)]:
        a, b = rng.integers(0, silos, n), rng.integers(0, silos + 1, n)
        table = contingency_matrix(a, b)
        rows, columns = linear_sum_assignment(table, maximize=True)
        cases.append({"first": a, "second": b, "agreement": table[rows, columns].sum() / n})
    return cases


def interaction():
    """Whole replicates (rows) change their system; the common difference is taken out before."""
    a, b = rng.normal(0, 1, (4, 3)).round(2), rng.normal([1, 1, 3], 1, (4, 3)).round(2)
    pooled = np.concatenate([a, b - (b.mean() - a.mean())])

    def spread(chosen):
        inside = np.isin(np.arange(8), chosen)
        d = pooled[~inside].mean(0) - pooled[inside].mean(0)
        return ((d - d.mean()) ** 2).sum()

    values = np.array([spread(chosen) for chosen in itertools.combinations(range(8), 4)])
    return {"first": a, "second": b, "pValue": float(np.mean(values >= values[0] - 1e-9))}


def paired_energy():
    x, y = rng.normal(0, 1, (6, 2)).round(2), rng.normal(0.8, 1, (6, 2)).round(2)
    values = []
    for signs in itertools.product([False, True], repeat=6):
        swap = np.array(signs)[:, None]
        values.append(dcor.energy_distance(np.where(swap, y, x), np.where(swap, x, y)))
    return {"first": x, "second": y, "pValue": float(np.mean(np.array(values) >= values[0] - 1e-9))}


found = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "distributions": distributions(),
    "bca": bca(),
    "permutation": permutation(),
    "stratified": stratified(),
    "signFlip": sign_flip(),
    "survival": survival(),
    "distances": distances(),
    "partitions": partitions(),
    "maxT": max_t(),
    "scaling": scaling(),
    "ranks": ranks(),
    "matchings": matchings(),
    "interaction": interaction(),
    "pairedEnergy": paired_energy(),
}
(Path(__file__).parent / "oracle.json").write_text(json.dumps(tidy(found), allow_nan=False) + "\n")
