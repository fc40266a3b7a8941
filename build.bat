@echo off
rem Builds the program for people without Python into dist\, and a zip of it with its SHA-256. Needs Python 3.11 from python.org, nothing else.
chcp 65001 >nul
cd /d "%~dp0"
py -3.11 bootstrap.py freeze && py -3.11 -m release.packages
if errorlevel 1 pause
