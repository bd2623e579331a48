# A program's whole output is what a file has.
#     cmake "-DCOMMAND=program|argument" -DGOLDEN=file -DOUTPUT=file -P golden.cmake
string(REPLACE "|" ";" COMMAND "${COMMAND}")
get_filename_component(folder ${OUTPUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${COMMAND} OUTPUT_FILE ${OUTPUT} ERROR_VARIABLE error RESULT_VARIABLE result)
if(NOT result EQUAL 0 OR error)
  message(FATAL_ERROR "${COMMAND}: exit code ${result}\n${error}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${OUTPUT} ${GOLDEN} RESULT_VARIABLE result
  ERROR_QUIET)
if(NOT result EQUAL 0)
  file(READ ${OUTPUT} output)
  message(FATAL_ERROR "expected what ${GOLDEN} has, got ${OUTPUT}:\n${output}")
endif()
