"""Where an export goes: a folder that can be brought up to date, or a ZIP written as it comes.

In a folder each file is whole or not there, and a file names all that was put there, so that nothing else
is ever taken away. As long as UNFINISHED.txt is there, it is not all there. A ZIP has its name when it is
whole; on standard output it ends with its directory, without which no program opens it.
"""

from intake.adapters.outputs.folders import Folder, folder
from intake.adapters.outputs.zips import Zip, zip_file, zip_stream

__all__ = ["Folder", "Zip", "folder", "zip_file", "zip_stream"]
