# A file that does not compile: what the compiler says first, and how much it says.
#     cmake -DCOMPILER=... "-DARGUMENTS=-I...|file.cpp" -DNAME=... -DWORDS=... -DSENTENCE=...
#       -DROOT=... -P first_error.cmake
# A semicolon in the sentence is spelled <semicolon>.
include(${CMAKE_CURRENT_LIST_DIR}/check_first_error.cmake)

set(ENV{LC_ALL} C)
string(REPLACE "|" ";" ARGUMENTS "${ARGUMENTS}")
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only -fdiagnostics-color=never ${ARGUMENTS}
  RESULT_VARIABLE result ERROR_VARIABLE output)
if(result EQUAL 0)
  message(FATAL_ERROR "${NAME} compiles")
endif()
check_first_error(${NAME} "${WORDS}" "${SENTENCE}" "${output}")
