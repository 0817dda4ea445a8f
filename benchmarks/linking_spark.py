"""Score the same pairs on Spark and on DuckDB: the model is one description (pip install pyspark; Java 17).

    python benchmarks/linking_spark.py GED.csv[.gz] [--records 500]

Prints how many pairs each gives and the largest difference of their weights.
"""

import argparse

from pyspark.sql import SparkSession
from splink import Linker
from splink.backends.spark import SparkAPI

from linking_scale import records
from temoin.linking.comparing import settings
from temoin.linking.pairs import FLOOR, score
from temoin.linking.rows import COLUMNS, row

SPARK_TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "double",
    "INTEGER": "int",
    "BOOLEAN": "boolean",
    "FLOAT": "float",
}
DOT = """
CREATE TEMPORARY FUNCTION dot(a ARRAY<FLOAT>, b ARRAY<FLOAT>) RETURNS DOUBLE
RETURN aggregate(zip_with(a, b, (x, y) -> x * y), 0D, (s, x) -> s + x)
"""


def spark_type(kind):
    inner = SPARK_TYPES[kind.removesuffix("[]")]
    return f"array<{inner}>" if kind.endswith("[]") else inner


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("ged")
    args.add_argument("--records", type=int, default=500)
    args = args.parse_args()
    made, _ = records(args.ged, args.records)
    here = {(p.first, p.second): p.weight for p in score(made)}
    spark = (
        SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.sql(DOT)
    schema = ", ".join(f"`{name}` {spark_type(kind)}" for name, kind in COLUMNS.items()) + ", fresh boolean"
    table = spark.createDataFrame([(*row(event, None), True) for event in made], schema)
    api = SparkAPI(spark_session=spark, break_lineage_method="persist")
    linker = Linker(api.register(table), settings(), log_level="ERROR")
    found = linker.inference.predict(threshold_match_weight=FLOOR).as_spark_dataframe()
    there = {
        (min(r.unique_id_l, r.unique_id_r), max(r.unique_id_l, r.unique_id_r)): r.match_weight
        for r in found.select("unique_id_l", "unique_id_r", "match_weight").collect()
    }
    off = max((abs(here[p] - there[p]) for p in here.keys() & there.keys()), default=0.0)
    both = len(here.keys() & there.keys())
    print(f"DuckDB {len(here)} pairs, Spark {len(there)}, in both {both}; at most {off:.2e} bits apart")


if __name__ == "__main__":
    main()
