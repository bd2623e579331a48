# The README's first code block is examples/lenet5.cpp's network, its table what that example prints;
# and every other C++ block that is a whole program (it has #include) compiles.
file(READ ${ROOT}/README.md readme)
file(READ ${ROOT}/examples/lenet5.cpp lenet5)
string(REPLACE ";" "<semicolon>" readme "${readme}")
string(REPLACE ";" "<semicolon>" lenet5 "${lenet5}")
string(REPLACE "[" "<bracket>" readme "${readme}")
string(REPLACE "[" "<bracket>" lenet5 "${lenet5}")

# The network and its asserts, word for word.
string(REGEX MATCH "constexpr auto lenet5 = .*837'768\\)" network "${lenet5}")
string(FIND "${readme}" "${network}" found)
if(network STREQUAL "" OR found EQUAL -1)
  message(FATAL_ERROR "README.md does not show the network of examples/lenet5.cpp:\n${network}")
endif()

# The table.
execute_process(COMMAND ${LENET5} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE ";" "<semicolon>" table "${table}")
string(FIND "${readme}" "${table}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "README.md does not show the table that lenet5 prints:\n${table}")
endif()

# The other blocks.
file(MAKE_DIRECTORY ${BUILD})
set(compiled 0)
set(rest "${readme}")
while(rest MATCHES "```cpp\n(.*)")
  set(rest "${CMAKE_MATCH_1}")
  string(FIND "${rest}" "```" end)
  string(SUBSTRING "${rest}" 0 ${end} block)
  string(SUBSTRING "${rest}" ${end} -1 rest)
  if(block MATCHES "#include")
    string(REPLACE "<semicolon>" ";" block "${block}")
    string(REPLACE "<bracket>" "[" block "${block}")
    file(WRITE ${BUILD}/block${compiled}.cpp "${block}")
    execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only -Wall -Wextra -Werror
      -I${ROOT}/include ${BUILD}/block${compiled}.cpp RESULT_VARIABLE result ERROR_VARIABLE error)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "a code block of README.md does not compile:\n${block}\n${error}")
    endif()
    math(EXPR compiled "${compiled} + 1")
  endif()
endwhile()
if(compiled LESS 2)
  message(FATAL_ERROR "README.md has ${compiled} code blocks with #include, expected 2 or more")
endif()
message("${compiled} code blocks compiled")
