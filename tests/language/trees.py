"""A tiny treebank, written for these tests."""

from __future__ import annotations

from pathlib import Path

TREEBANK = """\
# newdoc id = one
# global.Entity = GRP-etype-infstat
# newpar
# text = Mayors don't wait.
1\tMayors\tmayor\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\tMood=Ind|VerbForm=Fin\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\twait\twait\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = (Anna Berg) likes Umeå!
1\t(\t(\tPUNCT\t-LRB-\t_\t2\tpunct\t_\tSpaceAfter=No
2\tAnna\tAnna\tPROPN\tNNP\tNumber=Sing\t5\tnsubj\t_\tEntity=(1-person-new
3\tBerg\tBerg\tPROPN\tNNP\tNumber=Sing\t2\tflat\t_\tEntity=1)|SpaceAfter=No
4\t)\t)\tPUNCT\t-RRB-\t_\t2\tpunct\t_\t_
5\tlikes\tlike\tVERB\tVBZ\tNumber=Sing\t0\troot\t_\t_
6\tUmeå\tUmeå\tPROPN\tNNP\tNumber=Sing\t5\tobj\t_\tEntity=(2-place-new)|SpaceAfter=No
7\t!\t!\tPUNCT\t.\t_\t5\tpunct\t_\t_

# newdoc id = two
# text = Buses, trams
1\tBuses\tbus\tNOUN\tNNS\tNumber=Plur\t0\troot\t_\tSpaceAfter=No
2\t,\t,\tPUNCT\t,\t_\t3\tpunct\t_\t_
2.1\tand\tand\tCCONJ\tCC\t_\t_\t_\t_\t_
3\ttrams\ttram\tNOUN\tNNS\tNumber=Plur\t1\tconj\t_\t_
"""


def written(folder: Path) -> Path:
    """The treebank as a file in a folder."""
    path = folder / "tiny.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path
