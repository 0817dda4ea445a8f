"""Write the graph of the encoder, without its weights: src/temoin/coding/trained/encoder.onnx.

    python training/graph.py

The weights are named as `temoin.coding.trained.encoder.made` names them. Needs onnx (`pip install onnx`).
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

from temoin.coding.trained.encoder import GRAPH
from temoin.coding.trained.wheel import Shape, Wheel, find

MICROSOFT = "com.microsoft"  # onnxruntime's own operators


class Graph:
    """Nodes and the names of the weights that they need."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.nodes, self.weights = shape, [], []

    def weight(self, name, dims, kind=TensorProto.FLOAT):
        """A weight that is given when the graph is loaded."""
        tensor = TensorProto(name=name, data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="given")
        self.weights.append(tensor)
        return name

    def node(self, kind, inputs, output, domain=MICROSOFT, **attributes):
        """An operator; returns the name of its output."""
        outputs = output if isinstance(output, list) else [output]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return output

    def matrix(self, x, name, inputs, outputs):
        """x times an 8-bit matrix; x is eased and cut to 8 bits on the way."""
        x = self.node("Mul", [x, self.weight(f"{name}.ease", [inputs])], f"{name}.eased", "")
        weights = [
            self.weight(f"{name}.w", [inputs, outputs], TensorProto.INT8),
            self.weight(f"{name}.scale", [outputs]),
            self.weight(f"{name}.zero", [outputs], TensorProto.INT8),
            self.weight(f"{name}.b", [outputs]),
        ]
        return self.node("DynamicQuantizeMatMul", [x, *weights], f"{name}.y")

    def norm(self, x, residual, name):
        """x and what it changes added up and normalised."""
        weights = [self.weight(f"{name}.{part}", [self.shape.width]) for part in "wb"]
        epsilon = self.shape.epsilon
        return self.node("SkipLayerNormalization", [x, residual, *weights], f"{name}.y", epsilon=epsilon)

    def layer(self, x, name):
        """A layer of the encoder."""
        width, inner = self.shape.width, self.shape.inner
        both = self.matrix(x, f"{name}.qkv", width, 3 * width)
        parts = self.node("Split", [both], [f"{name}.{p}" for p in "qkv"], "", axis=-1, num_outputs=3)
        seen = self.node("MultiHeadAttention", parts, f"{name}.seen", num_heads=self.shape.heads)
        x = self.norm(self.matrix(seen, f"{name}.o", width, width), x, f"{name}.aln")
        wide = self.node("Gelu", [self.matrix(x, f"{name}.fi", width, inner)], f"{name}.wide")
        return self.norm(self.matrix(wide, f"{name}.fo", inner, width), x, f"{name}.oln")


def model(shape):
    graph = Graph(shape)
    first = [graph.weight(f"emb.ln.{part}", [shape.width]) for part in "wb"]
    norm = {"axis": -1, "epsilon": shape.epsilon}
    x = graph.node("LayerNormalization", ["x", *first], "emb.y", "", **norm)
    for layer in range(shape.layers):
        x = graph.layer(x, f"l{layer}")
    dims = [1, "pieces", shape.width]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name in ("x", x)]
    made = helper.make_graph(graph.nodes, "encoder", values[:1], values[1:], graph.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="temoin")


def main() -> None:
    """Write the file."""
    data = model(Wheel(find()).shape).SerializeToString(deterministic=True)
    Path(GRAPH).write_bytes(data)
    onnx.load_from_string(data)
    print(f"{GRAPH.name}: {len(data) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
