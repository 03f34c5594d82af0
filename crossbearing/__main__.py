"""python -m crossbearing"""

from crossbearing.cli import main

main()
