@echo off
rem Builds the program for people without Python into dist\. Needs Python 3.11 from python.org, nothing else.
chcp 65001 >nul
cd /d "%~dp0"
py -3.11 bootstrap.py freeze
if errorlevel 1 pause
