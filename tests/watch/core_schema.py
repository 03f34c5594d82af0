"""YAML as an editor of today reads it: by the core schema of YAML 1.2, where `no` and 2031-05-04 are words."""

from __future__ import annotations

import re

import yaml


class Core(yaml.SafeLoader):
    """PyYAML's own resolves by YAML 1.1."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - so it is in the class above
        None: [
            ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$")),
            ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")),
            ("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$")),
            ("tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$")),
        ]
    }
