"""Short JSON, packed: against a text that most of it repeats, zlib makes it a third; alone, two thirds."""

from __future__ import annotations

import zlib

_REPEATED = (
    b'{"span":{"report":"report-","start":,"end":},"published":["report-"],"moments":,"more":,"values":,"least":,"'
    b'greatest":},"utterances":["u-"],"said":,"quotes":,"kind":"city","country":"","division":"","latitude":,"long'
    b'itude":,"geonames":,"identities":["i-"],"kind":"person","kind":"organisation","kind":"group","kind":"role","'
    b'kind":"place","names":["The "],"mentions":,"claims":,"said":,"outlets":}{"outlet":"The ","title":"","day":"2'
    b'0","language":"en","current":"report-","number":1,"versions":["report-"]}{"title":"","language":"en","first"'
    b':"20","last":"20","days":[{"day":"20","reports":1}],"outlets":["The "],"findings":,"corroborated":,"origins"'
    b':,"denied":,"contradicted":,"updated":,"withdrawn":,"follows":"s-"}{"reports":[{"id":"report-","name":"","da'
    b'y":"20","title":""}],"carried":,"left_out":,"left":[{"id":"f-","number":,"words":"","language":"en","indepen'
    b'dent":1}],"alone":,"copies":[{"pair":"p-","other":"The ","direction":"shares","direction":"gave","direction"'
    b':"took","likeness":0.,"ours":"report-","theirs":"report-","origin":""}]}{"points":[{"value":.0,"low":.0,"hig'
    b'h":null,"read_as":"","outlet":"The ","day":"20","finding":"f-","number":,"span":{"report":"report-","start":'
    b',"end":}}],"outlets":1,"values":1}{"number":1,"words":" said.","wording":{"report":"report-","start":,"end":'
    b'},"claim":"c-","language":"en","independent":1,"outlets":["The "],"stance":"denies","status":"alleged","stat'
    b'us":"possible","status":"planned","status":"conditional","status":"opinion","status":"ongoing","first":"20",'
    b'"last":"20","standing":["denied","contradicted","updated"],"hidden":true}'
)
"""What stands last is reached with the fewest bits. A case is unpacked with what it was packed with: to change this is
a migration."""


def packed(body: bytes) -> bytes:
    """The body, packed."""
    packing = zlib.compressobj(6, zdict=_REPEATED)
    return packing.compress(body) + packing.flush()


def unpacked(body: bytes) -> bytes:
    """The body again. Raises zlib.error for what was not packed so."""
    unpacking = zlib.decompressobj(zdict=_REPEATED)
    return unpacking.decompress(body) + unpacking.flush()
