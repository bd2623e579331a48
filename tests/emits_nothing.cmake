# The object of the LeNet-5 asserts (and a summary) is as large as an empty file's.
file(MAKE_DIRECTORY ${BUILD})
file(READ ${ROOT}/examples/lenet5.cpp source)
string(REGEX REPLACE "#include <ctnn/format.hpp>" "" source "${source}")
string(REGEX REPLACE "int main.*" "constexpr auto summary = summarize(lenet5, image);\n" source "${source}")
string(APPEND source "static_assert(summary.totals.params == 61'706);\n")
file(WRITE ${BUILD}/asserts.cpp "${source}")
file(WRITE ${BUILD}/empty.cpp "")
# -O1, because g++ keeps a user's own unused constants in an object that is not optimised.
foreach(name empty asserts)
  execute_process(
    COMMAND ${COMPILER} -std=c++20 -O1 -I${ROOT}/include -c ${BUILD}/${name}.cpp -o ${BUILD}/${name}.o
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND size ${BUILD}/${name}.o OUTPUT_VARIABLE size COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "^[^\n]*\n *([0-9]+)[ \t]+([0-9]+)[ \t]+([0-9]+).*" "\\1 \\2 \\3" ${name} "${size}")
endforeach()
message("text, data, bss: empty ${empty}, asserts ${asserts}")
if(NOT asserts STREQUAL empty)
  message(FATAL_ERROR "a translation unit of asserts emits code or data")
endif()
